# Creates the hook of this JSON, unless such a hook is there. $Type is out or in.
function Add-Hook([string] $Type, [string] $Address, [string] $Json) {
    $new = Read-Json $Json
    $name = Format-Visible (Get-Part $new 'name')
    Read-Hooks
    foreach ($hook in $script:hooks) {
        if ((Get-Part $hook 'type') -ceq $Type -and @(Get-Differences $hook $new).Count -eq 0) {
            Write-Host "In place: $name"
            return
        }
    }
    New-Hook $name $Address $Json
}

# Replaces the hook at the address by this JSON, unless it is like that.
function Set-Hook([string] $Address, [string] $Json) {
    $new = Read-Json $Json
    $name = Format-Visible (Get-Part $new 'name')
    Send-Call 'GET' $Address ''
    if (-not (Test-Good)) { Stop-After '' }
    $old = Read-Json $script:answer
    if ($old -isnot [System.Management.Automation.PSCustomObject]) { Stop-After 'The answer is no hook.' }
    foreach ($property in $new.PSObject.Properties) {
        if (@('id', 'action_type') -ccontains $property.Name) { continue }
        if ((Format-Value (Get-Part $old $property.Name)) -cne (Format-Value $property.Value)) {
            Update-Hook $name $Address $Json
            return
        }
    }
    Write-Host "In place: $name"
}

# Deletes the hook at the address, unless it is gone.
function Remove-Hook([string] $Name, [string] $Address) {
    Send-Call 'GET' $Address ''
    if ($script:code -eq 404) {
        Write-Host "Gone: $Name"
        return
    }
    if (-not (Test-Good)) { Stop-After '' }
    if ($DryRun) {
        Write-Host "Would delete: $Name"
        return
    }
    Send-Call 'DELETE' $Address ''
    if ($script:code -ne 404 -and -not (Test-Good)) { Stop-After '' }
    Add-Done "Deleted: $Name"
}


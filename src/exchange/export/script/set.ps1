# An address or a status key with its variables written in one way, or all of them alike.
function Get-Plain([string] $Text) {
    return [regex]::Replace($Text, '\{\{\s*([\s\S]*?)\s*\}\}', '{{ $1 }}')
}

function Get-Address([string] $Text) {
    return (Get-Plain $Text).Trim().ToLowerInvariant().TrimEnd('/')
}

function Get-Place([string] $Text) {
    return [regex]::Replace((Get-Address $Text), '\{\{[\s\S]*?\}\}', '{{ }}')
}

function Get-Key($Hook, [string[]] $Keys) {
    $body = Get-Part (Get-Part $Hook 'settings') 'request_body'
    if ($body -is [string]) { $body = Read-Json $body }
    foreach ($name in $Keys) {
        $value = Get-Part $body $name
        if ($value -is [string]) { return Get-Plain $value }
    }
    return $null
}

# The hook of this JSON is to be there. $Keys are the fields of its body that may hold the status key, by which a hook is
# known.
function Confirm-Hook([string[]] $Keys, [string] $Json) {
    $new = Read-Json $Json
    $name = Format-Visible (Get-Part $new 'name')
    $key = Get-Key $new $Keys
    $target = Get-Part $new 'target_url'
    $fitting = @(foreach ($hook in $script:hooks) {
        if ((Get-Part $hook 'type') -cne 'out' -or (Get-Events $hook) -cne (Get-Events $new)) { continue }
        $oldTarget = Get-Text (Get-Part $hook 'target_url')
        if ((Get-Place $oldTarget) -cne (Get-Place $target)) { continue }
        $own = Get-Key $hook $Keys
        if ($null -eq $own -or $null -eq $key) {
            if ((Get-Text (Get-Part $hook 'name')) -cne (Get-Part $new 'name')) { continue }
        } elseif ($own -cne $key) { continue }
        $differences = @(Get-Differences $hook $new)
        $rank = $differences.Count
        if ((Get-Part $hook 'active') -eq $false) { $rank += 1000 }
        if ((Get-Address $oldTarget) -cne (Get-Address $target)) { $rank += 10000 }
        if ($null -eq $own) { $rank += 100000 }
        @{ Hook = $hook; Id = Get-Text (Get-Part $hook 'id'); Differences = $differences; Rank = $rank; Keyed = ($null -ne $own) }
    })
    if ($fitting.Count -eq 0) {
        New-Hook $name $createAddress $Json
        return
    }
    $best = $fitting[0]
    foreach ($other in $fitting) { if ($other.Rank -lt $best.Rank) { $best = $other } }
    if ($best.Differences.Count -eq 0) {
        Write-Host "In place: $name"
    } else {
        if ($best.Id -notmatch '^[A-Za-z0-9_-]+$') { Stop-After 'The list has a hook whose id cannot stand in an address.' }
        Write-Host ("Differs: $name, hook " + $best.Id)
        foreach ($line in $best.Differences) { Write-Host ('  ' + $line) }
    }
    foreach ($other in $fitting) {
        if ($other.Id -cne $best.Id -and ($other.Keyed -or $null -eq $key)) {
            $paused = ''
            if ((Get-Part $other.Hook 'active') -eq $false) { $paused = ' (paused)' }
            $otherName = Format-Visible (Get-Text (Get-Part $other.Hook 'name'))
            Write-Host ('  There is another one: hook ' + (Format-Visible $other.Id) + ', ' + $otherName + $paused)
            $script:left = $true
        }
    }
    if ($best.Differences.Count -gt 0) {
        if ($Update) {
            # The same JSON with the id in front.
            Update-Hook $name ($hookAddress + $best.Id) ('{ "id": "' + $best.Id + '",' + $Json.Substring(1))
        } else {
            $script:left = $true
        }
    }
}


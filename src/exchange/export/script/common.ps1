function Stop-Before([string] $Why) {
    [Console]::Error.WriteLine($Why + ' Nothing was sent.')
    exit 1
}

# A text for one line of a screen: what a terminal would act upon, or nobody would see, is shown by its number.
function Format-Visible([string] $Text) {
    if ($Text.Length -gt 300) { $Text = $Text.Substring(0, 300) + '...' }
    $out = New-Object System.Text.StringBuilder
    foreach ($char in $Text.ToCharArray()) {
        $kind = [string] [char]::GetUnicodeCategory($char)
        if (@('Control', 'Format', 'LineSeparator', 'ParagraphSeparator', 'Surrogate') -contains $kind) {
            [void] $out.Append('\u').Append(([int] $char).ToString('x4'))
        } else {
            [void] $out.Append($char)
        }
    }
    $out.ToString()
}

# A field of an object; names differ by their case.
function Get-Part($Value, [string] $Name) {
    if ($Value -is [System.Management.Automation.PSCustomObject]) {
        foreach ($property in $Value.PSObject.Properties) {
            if ($property.Name -ceq $Name) { return , $property.Value }
        }
    }
    return $null
}

function Get-Text($Value) {
    if ($Value -is [string]) { return $Value }
    if ($Value -is [int] -or $Value -is [long]) { return [string] $Value }
    return ''
}

# JSON as a value. Within an object, so that a list stays one in every version.
function Read-Json([string] $Text) {
    try {
        return , (ConvertFrom-Json -InputObject ('{"value":' + $Text + '}')).value
    } catch {
        return $null
    }
}

# A value as text, with the fields of objects in one order: two that are the same give the same.
function Format-Value($Value) {
    if ($null -eq $Value) { return 'null' }
    if ($Value -is [string]) { return '"' + $Value.Replace('\', '\\').Replace('"', '\"') + '"' }
    if ($Value -is [bool]) { if ($Value) { return 'true' } else { return 'false' } }
    if ($Value -is [datetime]) { return '"' + $Value.ToUniversalTime().ToString('o') + '"' }
    if ($Value -is [array]) {
        $items = @(foreach ($item in $Value) { Format-Value $item })
        return '[' + ($items -join ',') + ']'
    }
    if ($Value -is [System.Management.Automation.PSCustomObject]) {
        $names = New-Object 'System.Collections.Generic.List[string]'
        foreach ($property in $Value.PSObject.Properties) { $names.Add($property.Name) }
        $names.Sort([StringComparer]::Ordinal)
        $fields = @(foreach ($name in $names) { (Format-Value $name) + ':' + (Format-Value (Get-Part $Value $name)) })
        return '{' + ($fields -join ',') + '}'
    }
    return ([double] $Value).ToString('R', [Globalization.CultureInfo]::InvariantCulture)
}

# One call. $code, $answer and $why say what came of it; $code is 0 where no answer came. The token stays in this process.
function Send-Call([string] $Method, [string] $Address, [string] $Body) {
    $script:method = $Method
    $script:address = $Address
    $script:code = 0
    $script:answer = ''
    $script:why = ''
    $call = @{
        Method = $Method
        Uri = $Address
        Headers = @{ 'Accept' = 'application/json'; 'Authorization' = 'Bearer ' + $env:DEVOPNESS_TOKEN }
        ContentType = 'application/json'
        UseBasicParsing = $true
        MaximumRedirection = 0
        TimeoutSec = 60
    }
    if ($Body -ne '') { $call['Body'] = $Body }
    try {
        $response = Invoke-WebRequest @call
        $script:code = [int] $response.StatusCode
        # An answer that does not name its characters would be read in other ones than it is written in.
        $script:answer = [System.Text.Encoding]::UTF8.GetString($response.RawContentStream.ToArray())
    } catch {
        $failed = $_
        $response = $failed.Exception.Response
        if ($null -eq $response) {
            $script:why = $failed.Exception.Message
        } else {
            $script:code = [int] $response.StatusCode
            if ($null -ne $failed.ErrorDetails) { $script:answer = [string] $failed.ErrorDetails.Message }
        }
    }
}

function Test-Good {
    return $script:code -ge 200 -and $script:code -lt 300
}

function Get-Texts($Value) {
    if ($Value -is [array]) {
        foreach ($item in $Value) { Get-Texts $item }
    } elseif ($Value -is [System.Management.Automation.PSCustomObject]) {
        foreach ($property in $Value.PSObject.Properties) { Get-Texts $property.Value }
    } else {
        Get-Text $Value
    }
}

# Ends after a call that did not do what it should.
function Stop-After([string] $Words) {
    $lines = @("Stopped at $script:method $script:address")
    if ($script:code -eq 0) {
        $lines += 'No answer came: ' + (Format-Visible $script:why)
        if ($script:method -ne 'GET') { $lines += 'Whether it was carried out is not known.' }
    } else {
        $told = Read-Json $script:answer
        $lines += "HTTP status $script:code. " + (Format-Visible (Get-Text (Get-Part $told 'message')))
        $errors = Get-Part $told 'errors'
        if ($errors -is [System.Management.Automation.PSCustomObject]) {
            foreach ($property in $errors.PSObject.Properties) {
                $lines += '  ' + (Format-Visible ($property.Name + ': ' + (@(Get-Texts $property.Value) -join ' ')))
            }
        } elseif ($null -ne $errors) {
            foreach ($text in @(Get-Texts $errors)) { $lines += '  ' + (Format-Visible $text) }
        }
    }
    if ($Words -ne '') { $lines += $Words }
    if ($script:done.Count -gt 0) {
        $lines += 'Done before that:'
        foreach ($line in $script:done) { $lines += '  ' + $line }
    } else {
        $lines += 'Nothing was changed before that.'
    }
    $lines += 'Once the cause is gone, run it again: it looks first, and does what is left.'
    foreach ($line in $lines) { [Console]::Error.WriteLine($line) }
    exit 2
}

function Add-Done([string] $Words) {
    Write-Host $Words
    $script:done.Add($Words)
}

# Reads all pages of the list into $hooks, each hook once.
function Read-Hooks {
    $script:hooks = New-Object 'System.Collections.Generic.List[object]'
    $seen = New-Object 'System.Collections.Generic.HashSet[string]'
    for ($page = 1; ; $page++) {
        Send-Call 'GET' ($listAddress + '?page=' + $page + '&per_page=100') ''
        if (-not (Test-Good)) { Stop-After '' }
        $items = Read-Json $script:answer
        if ($items -isnot [array]) { Stop-After 'The answer is no list of hooks.' }
        if ($items.Count -gt 0 -and $seen.Contains((Get-Text (Get-Part $items[0] 'id')))) {
            Stop-After 'The list of hooks does not end: a page came twice.'
        }
        foreach ($item in $items) {
            $id = Get-Text (Get-Part $item 'id')
            if ($id -ne '' -and $seen.Add($id)) { $script:hooks.Add($item) }
        }
        if ($items.Count -lt 100) { return }
        if ($page -ge 100) { Stop-After 'The list has more than 10,000 hooks.' }
    }
}

# What a hook sends, each part as pairs of a name and a value.
function Get-Pairs($Hook, [string] $What) {
    $settings = Get-Part $Hook 'settings'
    $when = Get-Part $Hook 'trigger_when'
    if ($What -eq 'Header') {
        $items = Get-Part $settings 'request_headers'
        foreach ($item in $items) {
            if ($item -is [System.Management.Automation.PSCustomObject]) {
                @{ Name = (Get-Text (Get-Part $item 'name')).ToLowerInvariant(); Value = Format-Value (Get-Part $item 'value') }
            }
        }
    } elseif ($What -eq 'Condition') {
        $items = Get-Part $when 'conditions'
        foreach ($item in $items) {
            if ($item -is [System.Management.Automation.PSCustomObject]) {
                @{ Name = Get-Text (Get-Part $item 'path'); Value = Format-Value (Get-Part $item 'accepted_values') }
            }
        }
    } else {
        $body = Get-Part $settings 'request_body'
        if ($body -is [System.Management.Automation.PSCustomObject]) {
            foreach ($property in $body.PSObject.Properties) {
                @{ Name = $property.Name; Value = Format-Value $property.Value }
            }
        } elseif ($null -ne $body) {
            @{ Name = ''; Value = Format-Value $body }
        }
    }
}

function Get-Events($Hook) {
    $events = Get-Part (Get-Part $Hook 'trigger_when') 'events'
    return (@(foreach ($name in $events) { if ($name -is [string]) { $name } }) -join ', ')
}

# The fields in which a hook is not as it is wanted, one line each. Of a header only the name is shown.
function Get-Differences($Old, $New) {
    $oldName = Get-Text (Get-Part $Old 'name')
    $newName = Get-Text (Get-Part $New 'name')
    if ($oldName -cne $newName) { 'Name: ' + (Format-Visible $oldName) + ', wanted: ' + (Format-Visible $newName) }
    $oldActive = Get-Part $Old 'active'
    $newActive = Get-Part $New 'active'
    if ($oldActive -is [bool] -and $newActive -is [bool] -and $oldActive -ne $newActive) {
        if ($newActive) { 'Active: paused, wanted: active' } else { 'Active: active, wanted: paused' }
    }
    $oldEvents = Get-Events $Old
    $newEvents = Get-Events $New
    if ($oldEvents -cne $newEvents) { 'Events: ' + (Format-Visible $oldEvents) + ', wanted: ' + $newEvents }
    $target = Get-Part $New 'target_url'
    $oldTarget = Get-Text (Get-Part $Old 'target_url')
    if ($null -ne $target -and $oldTarget -cne $target) {
        'Target URL: ' + (Format-Visible $oldTarget) + ', wanted: ' + (Format-Visible $target)
    }
    foreach ($what in @('Header', 'Body field', 'Condition')) {
        $oldPairs = @(Get-Pairs $Old $what)
        $newPairs = @(Get-Pairs $New $what)
        $names = New-Object 'System.Collections.Generic.SortedSet[string]' -ArgumentList ([StringComparer]::Ordinal)
        foreach ($pair in ($oldPairs + $newPairs)) { [void] $names.Add($pair.Name) }
        foreach ($name in $names) {
            $there = @(foreach ($pair in $oldPairs) { if ($pair.Name -ceq $name) { $pair.Value } }) -join ', '
            $wanted = @(foreach ($pair in $newPairs) { if ($pair.Name -ceq $name) { $pair.Value } }) -join ', '
            if ($there -cne $wanted) {
                $line = ($what + ' ' + (Format-Visible $name)).Trim() + ': '
                if ($what -eq 'Header') {
                    if ($there -eq '') { $line + 'missing' } elseif ($wanted -eq '') { $line + 'too much' } else { $line + 'another value' }
                } else {
                    if ($there -eq '') { $there = 'missing' }
                    if ($wanted -eq '') { $wanted = 'none' }
                    $line + (Format-Visible $there) + ', wanted: ' + (Format-Visible $wanted)
                }
            }
        }
    }
    $oldVariables = Format-Value (Get-Part (Get-Part $Old 'settings') 'variables')
    $newVariables = Format-Value (Get-Part (Get-Part $New 'settings') 'variables')
    if ($oldVariables -cne $newVariables) {
        'Variables: ' + (Format-Visible $oldVariables) + ', wanted: ' + (Format-Visible $newVariables)
    }
}

function New-Hook([string] $Name, [string] $Address, [string] $Json) {
    if ($DryRun) {
        Write-Host "Would create: $Name"
        return
    }
    Send-Call 'POST' $Address $Json
    if (-not (Test-Good)) { Stop-After '' }
    if ((Get-Text (Get-Part (Read-Json $script:answer) 'id')) -eq '') {
        Stop-After 'The answer is no hook, so it is not known whether it was created.'
    }
    Add-Done "Created: $Name"
}

function Update-Hook([string] $Name, [string] $Address, [string] $Json) {
    if ($DryRun) {
        Write-Host "Would update: $Name"
        return
    }
    Send-Call 'PUT' $Address $Json
    if (-not (Test-Good)) { Stop-After '' }
    Add-Done "Updated: $Name"
}

if ([string]::IsNullOrEmpty($env:DEVOPNESS_TOKEN)) {
    Stop-Before 'The variable DEVOPNESS_TOKEN is empty: set it to your access token of Devopness.'
}
if ($env:DEVOPNESS_TOKEN -match '[\s\p{Cc}]') {
    Stop-Before 'The variable DEVOPNESS_TOKEN holds a space or a line break, which no token has.'
}
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
# Windows PowerShell may start with older versions only.
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
$script:left = $false
$script:done = New-Object 'System.Collections.Generic.List[string]'

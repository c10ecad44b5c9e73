# Changes hooks of a Devopness pipeline, step by step, in the order of this file. A step that is done already is passed
# over, so it can be run again. For Windows PowerShell 5.1 and PowerShell 7, with the access token in the variable
# DEVOPNESS_TOKEN.
#   -DryRun  sends only what reads, and says what it would do
# It ends with
#   0  all steps are done
#   1  an option or the token is missing or wrong; nothing was sent
#   2  a call failed; what was done before it is said
[CmdletBinding()]
param([switch] $DryRun, [switch] $Help)

if ($Help) {
    Write-Host 'Usage: .\devopness-hooks.ps1 [-DryRun]. What it does stands at the head of the file.'
    exit 0
}

# Keeps the hooks of this file in a Devopness pipeline: lists what is there and creates what is missing. It deletes nothing,
# and can be run again at any time. For Windows PowerShell 5.1 and PowerShell 7, with the access token in the variable
# DEVOPNESS_TOKEN.
#   -DryRun  sends only what reads, and says what it would do
#   -Update  replaces a hook that is there for the same event and target, but differs; without it such a hook is shown and
#            left
# It ends with
#   0  all hooks are in place
#   1  an option or the token is missing or wrong; nothing was sent
#   2  a call failed; what was done before it is said
#   3  something differs or is there twice, and was left
[CmdletBinding()]
param([switch] $DryRun, [switch] $Update, [switch] $Help)

if ($Help) {
    Write-Host 'Usage: .\devopness-hooks.ps1 [-DryRun] [-Update]. What it does stands at the head of the file.'
    exit 0
}

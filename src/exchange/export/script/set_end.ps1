
if ($DryRun) { Write-Host 'This was a dry run: nothing was changed.' }
if ($script:left) {
    Write-Host 'Left as it is: -Update replaces what differs; what is there twice is yours to delete.'
    exit 3
}
if (-not $DryRun) { Write-Host 'All hooks are in place.' }
exit 0

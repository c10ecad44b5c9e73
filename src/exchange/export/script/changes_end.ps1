
if ($DryRun) { Write-Host 'This was a dry run: nothing was changed.' } else { Write-Host 'All steps are done.' }
exit 0

"""Write-in lines that look alike, read together: each ballot is still decided by itself, judge by judge."""

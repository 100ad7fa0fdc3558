"""What of the totals may be published, and when: nobody's choices show, however figures are added and subtracted."""

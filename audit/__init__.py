"""The place of the random-sample audit (13-17-503 to 13-17-509). Its import rules already hold."""

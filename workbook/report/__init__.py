"""Looking back: charts and copies of the answers; nothing else imports pandas and matplotlib."""

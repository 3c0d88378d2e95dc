"""Looking back: charts and copies of the answers. Only this package imports pandas and matplotlib."""

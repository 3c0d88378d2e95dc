"""Looking back, and taking it with you: charts, readable copies and handouts."""

"""What follows from the answers: pure functions; now is an argument."""

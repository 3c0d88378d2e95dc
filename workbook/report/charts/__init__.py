"""Charts of earlier answers: pandas shapes them, matplotlib draws them."""

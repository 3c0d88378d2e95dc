"""What is seen: screens as data, and the page that shows them."""

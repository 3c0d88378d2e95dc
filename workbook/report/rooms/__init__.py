"""What a group leaves behind: what at least five shared, added up, and sentences without names."""

"""What an administrator does with a server over the years: back up, restore, verify, examine, upgrade."""

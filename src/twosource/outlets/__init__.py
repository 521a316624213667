"""The ways out for people: the command line and the pages it shows."""

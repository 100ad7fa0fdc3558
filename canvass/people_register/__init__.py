"""The county's register of people, kept from election to election: judges and observers, and what is known of them."""

"""What protects the citizen and the colleague: no CPR numbers, declared fields, discreet logs."""

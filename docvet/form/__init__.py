"""What the applicant typed into the platform's form: ``application.yaml`` and the flags of the same names."""

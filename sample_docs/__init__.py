"""Invented onboarding documents, drawn like real ones: for the demo, the tests and the benchmarks.

Every document carries a SAMPLE 样本 mark. People, companies and numbers are made up; check digits hold.
"""

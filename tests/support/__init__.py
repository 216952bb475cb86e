"""What several tests share: guards, fakes, builders. Nothing here is a test."""

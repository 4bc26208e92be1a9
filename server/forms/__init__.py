"""Forms: the dictionary and the packs become an XLSForm and an XForm; a submission becomes answers, facts, findings."""

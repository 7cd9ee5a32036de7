"""Whether the policy is as good as it is said to be: production code on a virtual clock against what is known. `make simulate`."""

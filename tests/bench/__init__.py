"""Speed as ratios: each measure runs beside its floor, in one run, interleaved, and takes the median of its rounds."""

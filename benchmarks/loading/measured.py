"""Runs a command and prints what Load.java prints: name, CPU seconds, wall seconds, MiB at the most, and 0."""
import os
import subprocess
import sys
import time

name, *command = sys.argv[1:]
began = time.perf_counter()
process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
wall = time.perf_counter() - began
if status != 0:
    sys.exit(f"{command} failed")
print(f"{name} {used.ru_utime + used.ru_stime:.3f} {wall:.3f} {used.ru_maxrss // 1024} 0")

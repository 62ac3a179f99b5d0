"""Analyzes photos on a Spark cluster: their paths in, the JSON Lines of smpmatch out.

spark-submit analyze.py --photos-per-task 100 photos.txt results -- --palette /shared/my-ink.json
"""

import argparse
import math
import posixpath
import shlex

from pyspark import SparkContext


def arguments():
    usage = "analyze.py [--smpmatch PROGRAM] [--photos-per-task N] [--by-folder] LIST RESULTS [-- OPTION...]"
    parser = argparse.ArgumentParser(usage=usage, description="Analyzes photos on a Spark cluster.")
    parser.add_argument("list", help="file that names the photos, one a line, by paths that hold on every worker")
    parser.add_argument("results", help="folder to be made; its part-* in order are the lines in order")
    parser.add_argument("--smpmatch", default="/usr/local/bin/smpmatch", help="the program on every worker")
    parser.add_argument("--photos-per-task", type=int, default=100, help="what is done again if a worker dies")
    parser.add_argument("--by-folder", action="store_true", help="the photos of each folder are of one client")
    parser.add_argument("options", nargs="*", metavar="OPTION", help="of smpmatch, for every photo")
    return parser.parse_args()


def command(program, jobs, options):
    """The filter of one task, which fails from status 2 on: at 1 every photo still has its line."""
    smpmatch = [program, "--files-from", "-", "--format", "jsonl", "--jobs", jobs, *options]
    return shlex.join(["/bin/sh", "-c", f"{shlex.join(smpmatch)} || [ $? -eq 1 ]"])


def groups(photos, by_folder):
    """What no task may part: the photos of a folder, or each photo."""
    if not by_folder:
        return [[photo] for photo in photos]
    folders = {}
    for photo in photos:
        folders.setdefault(posixpath.dirname(photo), []).append(photo)
    return list(folders.values())


def main():
    asked = arguments()
    with open(asked.list, encoding="utf-8", newline="\n") as file:
        photos = [line for line in file.read().split("\n") if line]
    tasks = max(1, math.ceil(len(photos) / asked.photos_per_task))
    options = ["--by-folder", *asked.options] if asked.by_folder else asked.options
    with SparkContext(appName="smpmatch") as context:
        jobs = context.getConf().get("spark.task.cpus", "1")
        shares = context.parallelize(groups(photos, asked.by_folder), tasks).flatMap(list)
        lines = shares.pipe(command(asked.smpmatch, jobs, options), checkCode=True)
        lines.saveAsTextFile(asked.results)


if __name__ == "__main__":
    main()

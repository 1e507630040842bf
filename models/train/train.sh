#!/bin/sh
# Retrain the head parser with one command:
#
#   ./train.sh DATA TEACHER WORK [MINUTES]
#
# DATA     folder of sources, each with images/ and labels.csv (../shared/data/train)
# TEACHER  the teacher's .tflite
# WORK     scratch folder for caches, examples and checkpoints (outside the repository)
# MINUTES  of training on one core
#
# An institution adds its own consented photographs as one more source in DATA.
set -eu
data=$1 teacher=$2 work=$3 minutes=${4:-60}
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$data" && pwd)
teacher=$(cd "$(dirname "$teacher")" && pwd)/$(basename "$teacher")
mkdir -p "$work"
work=$(cd "$work" && pwd)
cd "$here"
python prepare.py "$data"/* --teacher "$teacher" --cache "$work/cache"
python -m augment --cache "$work/cache" --data "$data" --out "$work/pool" --chunks 177 --seed 1
python train.py --pool "$work/pool" --cache "$work/cache" --data "$data" \
    --design two-stem --minutes "$minutes" --capacity 36 --out "$work/head_parser.pt"
python export.py --checkpoint "$work/head_parser.pt" --design two-stem --out "$work/head_parser.onnx"
python thresholds.py --model "$work/head_parser.onnx" --cache "$work/cache" --data "$data" --out "$work/thresholds.json"

#!/bin/sh
# Retrain the head parser with one command:
#
#   ./train.sh DATA TEACHER WORK [MINUTES [START]]
#
# DATA     folder of sources, each with images/ and labels.csv (../shared/data/train)
# TEACHER  the teacher's .tflite
# WORK     scratch folder for caches, examples and checkpoints (outside the repository)
# MINUTES  of training on one core; a stopped run goes on when the command is given again
# START    a checkpoint or an exported network to go on from (../head_parser.onnx); none: from scratch
#
# A second core draws examples while the first trains on them, so that few are seen more than three times. CHUNKS=N in the
# environment draws at most N times 1024 a run (700; 120 MB of disk each). Training holds the newest 60 of these in 7 GB of
# memory.
# An institution adds its own consented photographs as one more source in DATA, and starts from ../head_parser.onnx.
set -eu
# What judges the trained network in the end (README.md): missed now rather than then.
python -c 'import swafoto'
data=$1 teacher=$2 work=$3 minutes=${4:-100} start=${5:-} chunks=${CHUNKS:-700}
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$data" && pwd)
teacher=$(cd "$(dirname "$teacher")" && pwd)/$(basename "$teacher")
if [ -n "$start" ]; then start=$(cd "$(dirname "$start")" && pwd)/$(basename "$start"); fi
mkdir -p "$work"
work=$(cd "$work" && pwd)
cd "$here"
for source in "$data"/*/; do
    name=$(basename "$source")
    if [ ! -e "$work/cache/$name.npz" ]; then
        python prepare.py "$source" --teacher "$teacher" --cache "$work/cache"
    fi
done
# Each run draws others than the ones before it. Enough to begin with first, so that a fault in drawing ends the run.
first=$(( chunks < 12 ? chunks : 12 )) seed=1
while [ -e "$work/pool/$(printf %03d "$seed")-00000.npz" ]; do seed=$((seed + 2)); done
python -m augment --cache "$work/cache" --data "$data" --out "$work/pool" --chunks "$first" --seed "$seed"
python -m augment --cache "$work/cache" --data "$data" --out "$work/pool" --chunks "$((chunks - first))" --seed "$((seed + 1))" \
    > "$work/augment.log" 2>&1 &
drawing=$! training=
trap 'kill "$drawing" $training 2> /dev/null || true' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
python train.py --pool "$work/pool" --cache "$work/cache" --data "$data" --design deep-low --minutes "$minutes" \
    --chunks "$first" --capacity 60 ${start:+--start "$start" --rate 1.5e-3} --out "$work/head_parser.pt" &
training=$!
# Waited for, so that a signal to this script ends both.
wait "$training"
training=
python export.py --checkpoint "$work/head_parser.pt" --design deep-low --out "$work/head_parser.onnx"
python thresholds.py --model "$work/head_parser.onnx" --cache "$work/cache" --data "$data" --out "$work/thresholds.json"

"""Scores events with a published version, without anything of Primacy: python score.py DIR < events.jsonl

DIR is a version's directory, such as snapshots/default/1-000042. Prints one JSON object per event.
Needs numpy, onnxruntime, safetensors and xxhash. flink-job/schema/SNAPSHOT.md explains the format.
"""
import json, os, sys
import numpy, onnxruntime, xxhash
from safetensors.numpy import load_file

# The twelve lines: the version's files, and what they say.
path = sys.argv[1]
manifest = json.load(open(f"{path}/manifest.json"))
network, features = manifest["network"], manifest["features"]
session = onnxruntime.InferenceSession(f"{path}/{network['onnx']['file']}")
linear = len(network["outputs"]) if network["wide"] else 0
tables, part = [], path
while True:  # the version's rows, then those of the versions that a delta builds on
    folded, kind = os.path.exists(f"{part}/base.json"), json.load(open(f"{part}/manifest.json"))
    tables.append(load_file(f"{part}/{'base' if folded else 'embeddings'}.safetensors"))
    if folded or kind["kind"] == "base":
        break
    part = f"{os.path.dirname(part)}/{kind['parent']}"

GOLDEN = numpy.uint64(0x9E3779B97F4A7C15)
SEED = numpy.array([int(network["initial"]["seed"], 16)], "uint64")


def mix(z):
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return z ^ (z >> numpy.uint64(31))


def initial(value_id, dimension):
    """The embedding of an id that was never learned; its linear weights are 0."""
    steps = numpy.arange(dimension, dtype="uint64") * GOLDEN
    stream = mix(numpy.array([value_id], "uint64") + numpy.array([GOLDEN]) * numpy.uint64(2)) + steps
    bits = mix(mix(SEED + GOLDEN) ^ stream).view("int64") >> 40
    unit = (bits.astype("float32") + numpy.float32(0.5)) * numpy.float32(2.0**-23)
    return numpy.pad(numpy.float32(network["initial"]["range"]) * unit, (0, linear))


def vector(feature, value):
    value_id = xxhash.xxh64_intdigest(value.encode(), int(feature["hashSeed"], 16))
    width = feature["dimension"] + linear
    signed = numpy.uint64(value_id).astype("int64")
    for table in tables:
        ids = table.get(f"ids.{width}", numpy.empty(0, "int64"))
        row = numpy.searchsorted(ids, signed)
        if row < len(ids) and ids[row] == signed:
            return table[f"vectors.{width}"][row]
    return initial(value_id, feature["dimension"])


def text(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else value


def embed(feature, value):
    if feature["type"] == "categorical":
        return vector(feature, text(value))
    elements = value if isinstance(value, list) else text(value).split(feature["separator"])
    vectors = [vector(feature, text(e)) for e in elements if text(e)]
    zeros = numpy.zeros(feature["dimension"] + linear, "float32")
    return numpy.mean(vectors, axis=0, dtype="float32") if vectors else zeros


def scaled(feature, value):
    if text(value) == "":
        return 0.0
    x = float(value)
    x = {"none": x, "log1p": numpy.sign(x) * numpy.log1p(abs(x)), "sqrt": numpy.sign(x) * abs(x) ** 0.5}[
        feature["transform"]
    ]
    return (x - feature["offset"]) * feature["scale"]


def find(event, pointer):
    for name in pointer[1:].split("/"):
        event = (event or {}).get(name.replace("~1", "/").replace("~0", "~"))
    return event


# Numbers are values by the text that the event holds.
events = [json.loads(line, parse_int=str, parse_float=str) for line in sys.stdin if line.strip()]
if not events:
    sys.exit("There are no events.")
inputs = {}
categorical = [f for f in features if f["type"] != "numeric"]
numeric = [f for f in features if f["type"] == "numeric"]
if categorical:
    rows = [numpy.concatenate([embed(f, find(e, f["path"])) for f in categorical]) for e in events]
    inputs["vectors"] = numpy.array(rows, "float32")
if numeric:
    inputs["numerics"] = numpy.array([[scaled(f, find(e, f["path"])) for f in numeric] for e in events], "float32")
predictions = session.run([o["name"] for o in network["onnx"]["outputs"]], inputs)
for row in range(len(events)):
    print(json.dumps({o["task"]: float(p[row, 0]) for o, p in zip(network["outputs"], predictions)}))

# Makes the fixtures by the reference library: every dtype, with expected float32 values as JSON.
import json, sys
import numpy as np, ml_dtypes
from safetensors.numpy import save_file
out = sys.argv[1]
rng = np.random.default_rng(7)
def ints(dt):
    i = np.iinfo(dt); return np.array([[i.min, i.max, 0], [1, i.min // 2 + 3, i.max // 3]], dtype=dt)
special = [0.0, -0.0, 1.0, -1.5, np.inf, -np.inf, 1e-8, 3.14159]
t = {
 "f64": np.array(special + [1e300, 1e-300, 0.1], dtype=np.float64),
 "f32": rng.standard_normal((2, 3, 2, 2)).astype(np.float32),
 "f16": np.array(special + [65504, 6e-8, 6.1e-5, -0.3333], dtype=np.float16),
 "bf16": np.array(special + [3e38, 1e-40, 0.1], dtype=ml_dtypes.bfloat16),
 "i64": ints(np.int64), "i32": ints(np.int32), "i16": ints(np.int16), "i8": ints(np.int8),
 "u32": ints(np.uint32), "u16": ints(np.uint16), "u8": ints(np.uint8),
 "bool": np.array([True, False, True]),
 "scalar": np.array(2.5, dtype=np.float32),
 "empty": np.zeros((0, 4), dtype=np.float32),
 "transposed": np.arange(6, dtype=np.float32).reshape(2, 3).T.copy(),
 "näme \"quoted\" 😀": np.array([1.0], dtype=np.float32),
}
save_file(t, out + "/all-types.safetensors", metadata={"format": "np", "schlüssel": "wert \"1\"\n"})
exp = {n: {"shape": list(a.shape), "bits": [int(b) for b in a.astype(np.float32).ravel().view(np.uint32)]} for n, a in t.items()}
json.dump(exp, open(out + "/all-types.json", "w"), indent=1, ensure_ascii=False); open(out+"/all-types.json","a").write("\n")

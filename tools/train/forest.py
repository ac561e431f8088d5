"""Boosted trees, and the words that src/extract/model.cc reads them from."""
import struct
from pathlib import Path

import lightgbm
import numpy as np

TREES, LEAVES, RATE = 230, 31, 0.07
NODES = 2 * LEAVES - 1
MAGIC = 0x324D4D50  # PMM2
SAID_MAGIC = 0x31534D50  # PMS1
PARAMETERS = {
    'objective': 'cross_entropy', 'learning_rate': RATE, 'num_leaves': LEAVES, 'min_data_in_leaf': 60, 'max_depth': 9,
    'feature_fraction': 0.6, 'feature_fraction_bynode': 0.3, 'bagging_fraction': 0.6, 'bagging_freq': 1, 'max_bin': 63, 'lambda_l2': 2.0, 'min_sum_hessian_in_leaf': 1e-3,
    'use_missing': False, 'deterministic': True, 'force_col_wise': True, 'seed': 7, 'num_threads': 1, 'verbose': -1,
}


def fit(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray, trees: int = TREES, **changes) -> lightgbm.Booster:
    data = lightgbm.Dataset(rows, labels, weight=weights / weights.mean(), free_raw_data=True)
    return lightgbm.train(PARAMETERS | changes, data, trees)


def flatten(tree: dict, zero_feature: int):
    """Siblings side by side, breadth first: (feature, threshold, first child, value) of each node."""
    nodes, queue = [], [tree]
    free = 1
    while queue:
        node = queue.pop(0)
        if 'split_feature' in node:
            nodes.append((node['split_feature'], int(np.floor(node['threshold'])), free, node['internal_value']))
            free += 2
            queue += (node['left_child'], node['right_child'])
        else:
            nodes.append((zero_feature, None, len(nodes), node['leaf_value']))
    return nodes


def pack(model: lightgbm.Booster, features: int, table: Path) -> np.ndarray:
    """The model and its table of tokens as 32-bit words."""
    trees = [flatten(info['tree_structure'], features) for info in model.dump_model()['tree_info']]
    most = max(abs(value) for nodes in trees for _, threshold, _, value in nodes if threshold is None)
    unit = most / 32000
    coarse = max(abs(value) for nodes in trees for *_, value in nodes) / 127
    words, hints = [], []
    for nodes in trees:
        for place in range(NODES):
            feature, threshold, child, value = nodes[place] if place < len(nodes) else (features, None, place, 0.0)
            low = round(value / unit) + 32768 if threshold is None else min(max(threshold, 0), 65535)
            words.append(low | feature << 16 | child << 24)
            hints.append(round(value / coarse))
    tokens = table.read_bytes()
    slots = struct.unpack_from('<I', tokens)[0]
    head = struct.pack('<IIIIIff', MAGIC, features, len(trees), NODES, slots, unit, coarse)
    hint_bytes = np.array(hints, np.int8).tobytes()
    body = np.array(words, '<u4').tobytes() + tokens[4:] + hint_bytes
    body += bytes(-len(body) % 4)
    return np.frombuffer(head + body, '<u4')


def hashes(rows: np.ndarray) -> np.ndarray:
    """FNV-1a over a row's 16-bit numbers: as src/extract/model.cc has it."""
    said = np.full(len(rows), 0xCBF29CE484222325, np.uint64)
    for column in np.ascontiguousarray(rows.T):
        said = (said ^ column.astype(np.uint64)) * np.uint64(0x100000001B3)
    return said


def pack_said(rows: np.ndarray, keep: np.ndarray, table: Path) -> np.ndarray:
    """What LightGBM itself says of these rows, as a model that knows no other row: the program reads it in place of trees."""
    keys, first = np.unique(hashes(rows), return_index=True)
    tokens = table.read_bytes()
    head = struct.pack('<IIIIIff', SAID_MAGIC, rows.shape[1], len(keys), 0, struct.unpack_from('<I', tokens)[0], 0.0, 0.0)
    entries = np.empty((len(keys), 3), '<u4')
    entries[:, 0], entries[:, 1] = keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)
    entries[:, 2] = keep[first].astype('<f4').view('<u4')
    return np.frombuffer(head + tokens[4:] + entries.tobytes(), '<u4')

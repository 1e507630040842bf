"""A TFLite file as plain Python values: operators in order, and constants as arrays."""

from dataclasses import dataclass

import numpy as np
import tflite

OPERATOR_NAMES = {value: name for name, value in vars(tflite.BuiltinOperator).items() if isinstance(value, int)}
ELEMENT_TYPES = {
    tflite.TensorType.FLOAT32: np.float32,
    tflite.TensorType.FLOAT16: np.float16,
    tflite.TensorType.INT32: np.int32,
}


@dataclass(frozen=True)
class Operator:
    """One operator. `inputs` and `outputs` are tensor indices; a missing optional input is -1."""

    name: str
    inputs: list[int]
    outputs: list[int]
    table: tflite.Operator

    def options(self, kind):
        """The operator's options, read as the flatbuffer table `kind`."""
        options = kind()
        union = self.table.BuiltinOptions()
        options.Init(union.Bytes, union.Pos)
        return options


class TfliteGraph:
    """The only subgraph of a TFLite file."""

    def __init__(self, file: bytes):
        model = tflite.Model.GetRootAsModel(file, 0)
        if model.SubgraphsLength() != 1:
            raise ValueError(f"expected one subgraph, found {model.SubgraphsLength()}")
        graph = model.Subgraphs(0)
        self.inputs = [int(index) for index in graph.InputsAsNumpy()]
        self.outputs = [int(index) for index in graph.OutputsAsNumpy()]
        self.operators = [self._operator(model, graph.Operators(index)) for index in range(graph.OperatorsLength())]
        self.shapes: dict[int, list[int]] = {}
        self.constants: dict[int, np.ndarray] = {}
        for index in range(graph.TensorsLength()):
            tensor = graph.Tensors(index)
            self.shapes[index] = [int(size) for size in tensor.ShapeAsNumpy()] if tensor.ShapeLength() else []
            buffer = model.Buffers(tensor.Buffer())
            if buffer.DataLength():
                if tensor.Sparsity() is not None:
                    raise NotImplementedError("sparse weights: take the dense file")
                values = np.frombuffer(buffer.DataAsNumpy().tobytes(), ELEMENT_TYPES[tensor.Type()])
                self.constants[index] = values.reshape(self.shapes[index])

    @staticmethod
    def _operator(model: tflite.Model, table: tflite.Operator) -> Operator:
        code = model.OperatorCodes(table.OpcodeIndex())
        # Old files keep the code in a byte, new ones in an integer; the other field is then 0 or 127.
        builtin = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
        inputs = [int(index) for index in table.InputsAsNumpy()]
        outputs = [int(index) for index in table.OutputsAsNumpy()]
        return Operator(OPERATOR_NAMES[builtin], inputs, outputs, table)

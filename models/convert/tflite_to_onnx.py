"""TFLite to ONNX for MediaPipe's face networks.

TFLite keeps pictures as NHWC, ONNX as NCHW. Every tensor of four dimensions is taken over as NCHW, so no transposes are
needed but where a reshape looks through the layout. Only operators of the standard opset are written, so that any ONNX
runtime can load the result. Weights are stored as float16 with a Cast behind each, which runtimes fold when they load.
"""

from collections import Counter

import numpy as np
import onnx
import tflite
from onnx import TensorProto, helper, numpy_helper

from tflite_graph import Operator, TfliteGraph

OPSET = 17
IR_VERSION = 8
PRODUCER = "swafoto models/convert"


def same_padding(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """TensorFlow's SAME padding of one dimension: before and after, the odd one after."""
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


class Converter:
    """Converts one graph. `outputs` names the file's outputs, in the order of the file, with the shape each shall have."""

    def __init__(self, graph: TfliteGraph, outputs: dict[str, list[int]]):
        self._graph = graph
        self._constants = dict(graph.constants)
        self._nodes: list[onnx.NodeProto] = []
        self._initializers: list[onnx.TensorProto] = []
        self._counts: Counter[str] = Counter()
        self._outputs = outputs
        (image,) = graph.inputs
        self._names = {image: "image"}
        # An output whose shape changes gets its name from the Reshape at the end.
        self._final = {
            index: name
            for index, (name, shape) in zip(graph.outputs, outputs.items(), strict=True)
            if graph.shapes[index] == shape
        }

    def convert(self, name: str) -> onnx.ModelProto:
        """The graph as a checked ONNX model."""
        for operator in self._graph.operators:
            handler = getattr(self, f"_{operator.name.lower()}", None)
            if handler is None:
                raise NotImplementedError(f"operator {operator.name}")
            handler(operator)
        for index, (output, shape) in zip(self._graph.outputs, self._outputs.items(), strict=True):
            if index not in self._final:
                self._reshape_to(self._names[index], shape, output)
        batch, height, width, channels = self._graph.shapes[self._graph.inputs[0]]
        image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [batch, channels, height, width])
        results = [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in self._outputs.items()]
        body = helper.make_graph(self._nodes, name, [image], results, self._initializers)
        model = helper.make_model(
            body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name=PRODUCER
        )
        onnx.checker.check_model(model, full_check=True)
        return model

    # Building blocks

    def _node(self, kind: str, inputs: list[str], output: int | str | None = None, **attributes) -> str:
        """Adds a node and returns its output's name: the given one, or the tensor's final or a fresh one."""
        self._counts[kind] += 1
        node = f"{kind.lower()}_{self._counts[kind]}"
        result = output if isinstance(output, str) else self._final.get(output, node)
        if isinstance(output, int):
            self._names[output] = result
        self._nodes.append(helper.make_node(kind, inputs, [result], name=node, **attributes))
        return result

    def _weight(self, values: np.ndarray, role: str) -> str:
        """A float constant, stored in half precision."""
        self._counts[role] += 1
        name = f"{role}_{self._counts[role]}"
        half = numpy_helper.from_array(np.ascontiguousarray(values.astype(np.float16)), f"{name}_half")
        self._initializers.append(half)
        self._nodes.append(helper.make_node("Cast", [half.name], [name], name=f"cast_{name}", to=TensorProto.FLOAT))
        return name

    def _parameter(self, values: np.ndarray, role: str) -> str:
        """A constant that states a shape, a scale or a padding."""
        self._counts[role] += 1
        name = f"{role}_{self._counts[role]}"
        self._initializers.append(numpy_helper.from_array(values, name))
        return name

    def _reshape_to(self, source: str, shape: list[int], output: int | str) -> None:
        self._node("Reshape", [source, self._parameter(np.array(shape, np.int64), "shape")], output)

    def _input(self, operator: Operator, position: int = 0) -> str:
        return self._names[operator.inputs[position]]

    def _constant(self, operator: Operator, position: int) -> np.ndarray:
        return self._constants[operator.inputs[position]]

    def _window(self, operator: Operator, options, kernel: tuple[int, int]) -> dict[str, list[int]]:
        """Kernel, strides and pads of a convolution or a pooling."""
        _, height, width, _ = self._graph.shapes[operator.inputs[0]]
        strides = [options.StrideH(), options.StrideW()]
        pads = [0, 0, 0, 0]
        if options.Padding() == tflite.Padding.SAME:
            top, bottom = same_padding(height, kernel[0], strides[0])
            left, right = same_padding(width, kernel[1], strides[1])
            pads = [top, left, bottom, right]
        return {"kernel_shape": list(kernel), "strides": strides, "pads": pads}

    @staticmethod
    def _refuse_fused_activation(options) -> None:
        if options.FusedActivationFunction() != tflite.ActivationFunctionType.NONE:
            raise NotImplementedError("fused activation")

    # One method for each TFLite operator

    def _dequantize(self, operator: Operator) -> None:
        self._constants[operator.outputs[0]] = self._constant(operator, 0).astype(np.float32)

    def _conv_2d(self, operator: Operator) -> None:
        options = operator.options(tflite.Conv2DOptions)
        kernel = self._constant(operator, 1).transpose(0, 3, 1, 2)
        self._convolution(operator, options, kernel, groups=1)

    def _depthwise_conv_2d(self, operator: Operator) -> None:
        options = operator.options(tflite.DepthwiseConv2DOptions)
        if options.DepthMultiplier() != 1:
            raise NotImplementedError("depth multiplier")
        kernel = self._constant(operator, 1).transpose(3, 0, 1, 2)
        self._convolution(operator, options, kernel, groups=kernel.shape[0])

    def _convolution(self, operator: Operator, options, kernel: np.ndarray, groups: int) -> None:
        self._refuse_fused_activation(options)
        if (options.DilationHFactor(), options.DilationWFactor()) != (1, 1):
            raise NotImplementedError("dilation")
        inputs = [
            self._input(operator),
            self._weight(kernel, "kernel"),
            self._weight(self._constant(operator, 2), "bias"),
        ]
        window = self._window(operator, options, kernel.shape[2:])
        self._node("Conv", inputs, operator.outputs[0], group=groups, **window)

    def _max_pool_2d(self, operator: Operator) -> None:
        options = operator.options(tflite.Pool2DOptions)
        self._refuse_fused_activation(options)
        window = self._window(operator, options, (options.FilterHeight(), options.FilterWidth()))
        self._node("MaxPool", [self._input(operator)], operator.outputs[0], **window)

    def _add(self, operator: Operator) -> None:
        self._refuse_fused_activation(operator.options(tflite.AddOptions))
        self._node("Add", [self._input(operator, 0), self._input(operator, 1)], operator.outputs[0])

    def _relu(self, operator: Operator) -> None:
        self._node("Relu", [self._input(operator)], operator.outputs[0])

    def _prelu(self, operator: Operator) -> None:
        slope = self._constant(operator, 1).reshape(-1, 1, 1)
        self._node("PRelu", [self._input(operator), self._weight(slope, "slope")], operator.outputs[0])

    def _pad(self, operator: Operator) -> None:
        before, after = self._constant(operator, 1)[[0, 3, 1, 2]].astype(np.int64).T
        pads = self._parameter(np.concatenate([before, after]), "pads")
        self._node("Pad", [self._input(operator), pads], operator.outputs[0], mode="constant")

    def _resize_bilinear(self, operator: Operator) -> None:
        options = operator.options(tflite.ResizeBilinearOptions)
        if options.AlignCorners() or not options.HalfPixelCenters():
            raise NotImplementedError("a resize without half-pixel centres")
        height, width = self._graph.shapes[operator.inputs[0]][1:3]
        target_height, target_width = self._constant(operator, 1)
        scales = np.array([1, 1, target_height / height, target_width / width], np.float32)
        self._node(
            "Resize",
            [self._input(operator), "", self._parameter(scales, "scales")],
            operator.outputs[0],
            mode="linear",
            coordinate_transformation_mode="half_pixel",
        )

    def _reshape(self, operator: Operator) -> None:
        source, shape = self._input(operator), self._graph.shapes[operator.inputs[0]]
        if len(shape) == 4 and shape[1:3] != [1, 1]:
            source = self._node("Transpose", [source], perm=[0, 2, 3, 1])
        self._reshape_to(source, self._graph.shapes[operator.outputs[0]], operator.outputs[0])

    def _concatenation(self, operator: Operator) -> None:
        options = operator.options(tflite.ConcatenationOptions)
        self._refuse_fused_activation(options)
        if len(self._graph.shapes[operator.outputs[0]]) == 4:
            raise NotImplementedError("concatenation of pictures")
        inputs = [self._names[index] for index in operator.inputs]
        self._node("Concat", inputs, operator.outputs[0], axis=options.Axis())


def weights_are_lossless(graph: TfliteGraph) -> bool:
    """Whether every float constant of the file survives storage in half precision."""
    floats = [values for values in graph.constants.values() if values.dtype == np.float32]
    return all(np.array_equal(values.astype(np.float16).astype(np.float32), values) for values in floats)

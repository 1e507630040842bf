package swafoto.android.camera

import swafoto.Yuv420Format
import swafoto.YuvEncoding
import java.nio.ByteBuffer

/** The planes of a `YUV_420_888` frame where the camera wrote them, in the core's terms. */
internal class YuvPlanes(val y: ByteBuffer, val u: ByteBuffer, val v: ByteBuffer, val format: Yuv420Format)

/** The planes of a `YUV_420_888` frame, not copied. */
internal fun CameraFrame.yuvPlanes(): YuvPlanes {
    val (y, u, v) = planes
    return YuvPlanes(
        y.buffer.fromItsPosition(),
        u.buffer.fromItsPosition(),
        v.buffer.fromItsPosition(),
        Yuv420Format(
            encoding = YuvEncoding.BT601_FULL_RANGE,
            width = width.toUInt(),
            height = height.toUInt(),
            yRowStride = y.rowStride.toUInt(),
            uRowStride = u.rowStride.toUInt(),
            uPixelStride = u.pixelStride.toUInt(),
            vRowStride = v.rowStride.toUInt(),
            vPixelStride = v.pixelStride.toUInt(),
        ),
    )
}

/** The bindings hand on where a buffer begins, whatever its position says: a slice begins where this one stands. */
private fun ByteBuffer.fromItsPosition(): ByteBuffer = if (position() == 0) this else slice()

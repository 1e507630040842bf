package swafoto.android.camera

import android.graphics.ImageFormat
import android.media.Image
import swafoto.Yuv420Format
import swafoto.YuvEncoding
import java.nio.ByteBuffer

/** The planes of an image where the camera wrote them, in the core's terms. Good as long as the image is open. */
internal class YuvPlanes(val y: ByteBuffer, val u: ByteBuffer, val v: ByteBuffer, val format: Yuv420Format)

/**
 * The planes of a `YUV_420_888` image, not copied.
 *
 * @throws IllegalArgumentException for an image of another format.
 */
internal fun Image.yuvPlanes(): YuvPlanes {
    require(format == ImageFormat.YUV_420_888) { "the image's format is $format, must be YUV_420_888" }
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

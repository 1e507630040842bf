package swafoto.android

import android.graphics.ImageFormat
import android.media.Image
import swafoto.Planes
import swafoto.Yuv420Format
import java.nio.ByteBuffer

/** How cameras lay 4:2:0 pictures out in memory. */
enum class Layout(val interleaved: Boolean, val padding: Int, val offset: Int) {
    PLANES(interleaved = false, padding = 0, offset = 0),
    PADDED_PLANES(interleaved = false, padding = 40, offset = 0),
    INTERLEAVED(interleaved = true, padding = 0, offset = 0),
    PADDED_INTERLEAVED(interleaved = true, padding = 24, offset = 0),

    /** The planes do not begin where their buffers do. */
    PADDED_INTERLEAVED_LATER(interleaved = true, padding = 24, offset = 16),
}

/** An image as a camera's `ImageReader` gives it; closed ones are of no use any more. */
class FakeImage(
    private val format: Int,
    private val width: Int,
    private val height: Int,
    private val planes: Array<Plane>,
) : Image() {
    var closed = false
        private set

    override fun getFormat() = format

    override fun getWidth() = width

    override fun getHeight() = height

    override fun getTimestamp() = 0L

    override fun getPlanes(): Array<Plane> {
        check(!closed) { "Image is already closed" }
        return planes
    }

    override fun close() {
        closed = true
    }

    override fun getTransform() = error("the library does not ask")

    override fun getScalingMode() = error("the library does not ask")

    class FakePlane(private val buffer: ByteBuffer, private val rowStride: Int, private val pixelStride: Int) : Plane() {
        override fun getBuffer() = buffer

        override fun getRowStride() = rowStride

        override fun getPixelStride() = pixelStride
    }

    companion object {
        fun jpeg(file: ByteArray, width: Int, height: Int) =
            FakeImage(ImageFormat.JPEG, width, height, arrayOf(FakePlane(direct(file.size).put(file).flip() as ByteBuffer, 0, 0)))

        /** The picture of `source`, turned so that it must be turned by `rotation` clockwise to be upright again. */
        fun yuv(source: Planes, format: Yuv420Format, layout: Layout, rotation: Int): FakeImage {
            val (width, height) = format.width.toInt() to format.height.toInt()
            val (halfWidth, halfHeight) = (width + 1) / 2 to (height + 1) / 2
            val y = Samples(source.y, width, height, rotation)
            val u = Samples(source.u, halfWidth, halfHeight, rotation)
            val v = Samples(source.v, halfWidth, halfHeight, rotation)
            val luma = plane(y, layout)
            val (first, second) = if (layout.interleaved) interleaved(u, v, layout) else plane(u, layout) to plane(v, layout)
            return FakeImage(ImageFormat.YUV_420_888, y.width, y.height, arrayOf(luma, first, second))
        }

        private fun plane(samples: Samples, layout: Layout): FakePlane {
            val stride = samples.width + layout.padding
            // The last row lacks its padding, as on many phones.
            val buffer = direct(layout.offset + stride * (samples.height - 1) + samples.width)
            for (row in 0 until samples.height) for (column in 0 until samples.width) {
                buffer.put(layout.offset + row * stride + column, samples.at(column, row))
            }
            buffer.position(layout.offset)
            return FakePlane(buffer, stride, 1)
        }

        /** U and V in turns in one piece of memory, two overlapping windows on it. */
        private fun interleaved(u: Samples, v: Samples, layout: Layout): Pair<FakePlane, FakePlane> {
            val stride = 2 * u.width + layout.padding
            val memory = direct(layout.offset + stride * (u.height - 1) + 2 * u.width)
            for (row in 0 until u.height) for (column in 0 until u.width) {
                memory.put(layout.offset + row * stride + 2 * column, u.at(column, row))
                memory.put(layout.offset + row * stride + 2 * column + 1, v.at(column, row))
            }
            val first = memory.duplicate().apply { position(layout.offset); limit(capacity() - 1) }
            val second = memory.duplicate().apply { position(layout.offset + 1) }
            return FakePlane(first, stride, 2) to FakePlane(second, stride, 2)
        }

        private fun direct(size: Int): ByteBuffer = ByteBuffer.allocateDirect(size)
    }
}

/** A plane without padding, seen turned counter-clockwise. */
private class Samples(private val bytes: ByteBuffer, private val ownWidth: Int, private val ownHeight: Int, private val rotation: Int) {
    val width = if (rotation % 180 == 0) ownWidth else ownHeight
    val height = if (rotation % 180 == 0) ownHeight else ownWidth

    fun at(column: Int, row: Int): Byte = when (rotation) {
        0 -> own(column, row)
        90 -> own(ownWidth - 1 - row, column)
        180 -> own(ownWidth - 1 - column, ownHeight - 1 - row)
        else -> own(row, ownHeight - 1 - column)
    }

    private fun own(column: Int, row: Int) = bytes.get(row * ownWidth + column)
}

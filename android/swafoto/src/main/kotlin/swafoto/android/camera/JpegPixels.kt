package swafoto.android.camera

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Color
import android.graphics.ColorSpace
import android.os.Build
import swafoto.PackedFormat
import swafoto.PackedLayout
import java.nio.ByteBuffer

/** A JPEG's pixels, in memory that the core reads where it lies. */
internal class JpegPixels(val bytes: ByteBuffer, val format: PackedFormat)

/**
 * Decodes a `JPEG` frame, its sides divided by `shrinking`, a power of 2. Its EXIF orientation is not applied: the camera says separately how it must be turned.
 *
 * @return nothing where the bytes are no JPEG.
 * @throws OutOfMemoryError where the phone cannot hold the picture.
 */
internal fun CameraFrame.decodeJpeg(shrinking: Int = 1): JpegPixels? {
    val buffer = planes[0].buffer.duplicate()
    val file = ByteArray(buffer.remaining()).also(buffer::get)
    val options = BitmapFactory.Options().apply {
        inPreferredConfig = Bitmap.Config.ARGB_8888
        inSampleSize = shrinking
        // A wide-gamut camera's numbers mean other colours than the core takes them for.
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.O) inPreferredColorSpace = ColorSpace.get(ColorSpace.Named.SRGB)
    }
    val bitmap = BitmapFactory.decodeByteArray(file, 0, file.size, options) ?: return null
    try {
        val pixels = ByteBuffer.allocateDirect(bitmap.byteCount)
        bitmap.copyPixelsToBuffer(pixels)
        pixels.rewind()
        val format = PackedFormat(
            layout = bitmapLayout,
            width = bitmap.width.toUInt(),
            height = bitmap.height.toUInt(),
            rowStride = bitmap.rowBytes.toUInt(),
        )
        return JpegPixels(pixels, format)
    } finally {
        bitmap.recycle()
    }
}

/** How `ARGB_8888` lies in memory. Phones have red first, as Android documents; on a PC its graphics have blue first. */
private val bitmapLayout: PackedLayout by lazy {
    val red = Bitmap.createBitmap(intArrayOf(Color.RED), 1, 1, Bitmap.Config.ARGB_8888)
    val bytes = ByteBuffer.allocate(red.byteCount).also(red::copyPixelsToBuffer)
    red.recycle()
    if (bytes.get(0) == 0.toByte()) PackedLayout.BGRA else PackedLayout.RGBA
}

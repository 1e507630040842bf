package swafoto.android.camera

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Color
import android.graphics.ColorSpace
import android.media.ExifInterface
import android.os.Build
import swafoto.FrameFacts
import swafoto.PackedFormat
import swafoto.PackedLayout
import java.io.ByteArrayInputStream
import java.io.IOException
import java.nio.ByteBuffer

/** A JPEG's pixels, in memory that the core reads where it lies, and how they stand. */
internal class JpegPixels(val bytes: ByteBuffer, val format: PackedFormat, val facts: FrameFacts)

/**
 * Decodes a `JPEG` frame; with half as long sides where the phone cannot hold the whole.
 *
 * @return nothing where the bytes are no JPEG.
 * @throws OutOfMemoryError where the phone can hold neither.
 */
internal fun CameraFrame.decodeJpeg(): JpegPixels? = try {
    decodeJpeg(shrinking = 1)
} catch (_: OutOfMemoryError) {
    decodeJpeg(shrinking = 2)
}

/** The same with sides divided by `shrinking`, a power of 2. */
internal fun CameraFrame.decodeJpeg(shrinking: Int): JpegPixels? {
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
        return JpegPixels(pixels, format, turnedBy(file) ?: facts)
    } finally {
        bitmap.recycle()
    }
}

/**
 * How the file itself says that its picture stands, where it says that it stands otherwise than upright. Many cameras turn their
 * stills themselves, and write "upright" where they did; others leave turning to the reader, whatever was asked of them.
 */
private fun CameraFrame.turnedBy(file: ByteArray): FrameFacts? {
    val orientation = try {
        ExifInterface(ByteArrayInputStream(file))
            .getAttributeInt(ExifInterface.TAG_ORIENTATION, ExifInterface.ORIENTATION_UNDEFINED)
    } catch (_: IOException) {
        // A file without EXIF says nothing.
        ExifInterface.ORIENTATION_UNDEFINED
    }
    return TURNS[orientation]?.let { (rotation, mirrored) -> FrameFacts(rotation, mirrored, exposure) }
}

/** EXIF's orientations as degrees clockwise to upright, and whether it is a mirror image then. */
private val TURNS = mapOf(
    ExifInterface.ORIENTATION_FLIP_HORIZONTAL to (0 to true),
    ExifInterface.ORIENTATION_ROTATE_180 to (180 to false),
    ExifInterface.ORIENTATION_FLIP_VERTICAL to (180 to true),
    ExifInterface.ORIENTATION_TRANSPOSE to (90 to true),
    ExifInterface.ORIENTATION_ROTATE_90 to (90 to false),
    ExifInterface.ORIENTATION_TRANSVERSE to (270 to true),
    ExifInterface.ORIENTATION_ROTATE_270 to (270 to false),
)

/** How `ARGB_8888` lies in memory. Phones have red first, as Android documents; on a PC its graphics have blue first. */
private val bitmapLayout: PackedLayout by lazy {
    val red = Bitmap.createBitmap(intArrayOf(Color.RED), 1, 1, Bitmap.Config.ARGB_8888)
    val bytes = ByteBuffer.allocate(red.byteCount).also(red::copyPixelsToBuffer)
    red.recycle()
    if (bytes.get(0) == 0.toByte()) PackedLayout.BGRA else PackedLayout.RGBA
}

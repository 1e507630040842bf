package swafoto.android.camera

import android.graphics.ImageFormat
import android.media.Image
import swafoto.ExposureFacts
import swafoto.FrameFacts
import java.nio.ByteBuffer

/**
 * One plane of a frame where the camera wrote it.
 *
 * @property buffer direct; its first sample lies at its position.
 * @property rowStride bytes from a row to the next. The last row may lack its padding.
 * @property pixelStride bytes from a sample to the next.
 */
public class FramePlane(public val buffer: ByteBuffer, public val rowStride: Int, public val pixelStride: Int)

/**
 * A frame as the camera wrote it, and how it was taken. Nothing is copied: it is good as long as its image is open.
 *
 * @property format [ImageFormat.YUV_420_888] with planes Y, U and V, or [ImageFormat.JPEG] with one plane, the file.
 * @property width of the stored picture in pixels.
 * @property height of the stored picture in pixels.
 * @property planes as [format] has them.
 * @property rotation degrees by which the stored picture must be turned clockwise to be upright: 0, 90, 180 or 270.
 * @property mirrored whether the stored picture, once turned, shows the scene as a mirror does.
 * @property exposure what the camera says about the exposure, where it does.
 */
public class CameraFrame(
    public val format: Int,
    public val width: Int,
    public val height: Int,
    public val planes: List<FramePlane>,
    public val rotation: Int,
    public val mirrored: Boolean = false,
    public val exposure: ExposureFacts? = null,
) {
    init {
        require(format == ImageFormat.YUV_420_888 && planes.size == 3 || format == ImageFormat.JPEG && planes.size == 1) {
            "a frame is YUV_420_888 of 3 planes or JPEG of 1, not format $format of ${planes.size}"
        }
    }

    internal val facts: FrameFacts get() = FrameFacts(rotation, mirrored, exposure)

    public companion object {
        /** The frame of an [Image], which stays the caller's to close. The other parameters are as in [CameraFrame]. */
        public fun of(
            image: Image,
            rotation: Int,
            mirrored: Boolean = false,
            exposure: ExposureFacts? = null,
        ): CameraFrame {
            val planes = image.planes.map { FramePlane(it.buffer, it.rowStride, it.pixelStride) }
            return CameraFrame(image.format, image.width, image.height, planes, rotation, mirrored, exposure)
        }
    }
}

package swafoto.android.camera

import android.media.Image
import swafoto.ExposureFacts
import swafoto.FrameFacts

/**
 * An image as the camera wrote it, and how it was taken.
 *
 * @property image borrowed: whoever delivers it closes it.
 * @property rotation degrees by which the image must be turned clockwise to be upright: 0, 90, 180 or 270.
 * @property mirrored whether the stored picture, once turned, shows the scene as a mirror does.
 * @property exposure what the camera says about the exposure, where it does.
 */
public class CameraFrame(
    public val image: Image,
    public val rotation: Int,
    public val mirrored: Boolean = false,
    public val exposure: ExposureFacts? = null,
) {
    internal val facts: FrameFacts get() = FrameFacts(rotation, mirrored, exposure)

    private val turnedAside: Boolean get() = rotation % 180 != 0

    internal val uprightWidth: Int get() = if (turnedAside) image.height else image.width

    internal val uprightHeight: Int get() = if (turnedAside) image.width else image.height
}

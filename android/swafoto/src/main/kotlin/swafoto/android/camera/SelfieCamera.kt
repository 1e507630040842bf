package swafoto.android.camera

import android.view.View
import swafoto.CameraProblem
import swafoto.PictureSize

/**
 * A front camera that delivers preview frames and, when asked, one still of full resolution.
 *
 * [open], [takeStill] and [close] are called on the main thread; a camera may be opened again after it was closed. It delivers
 * pictures on threads of its own, never on the main thread. What these methods throw is told to the person as a camera that failed.
 */
public interface SelfieCamera : AutoCloseable {
    /** What the person sees: the preview, filling the view and cut where the shapes differ. */
    public val preview: View

    /** Whether [preview] shows the scene as a mirror does. */
    public val mirrored: Boolean

    /** Opens the camera and tells [events] what comes of it. */
    public fun open(events: Events)

    /** Takes a still, which comes by [Events.still] or [Events.stillFailed]. */
    public fun takeStill()

    /** Closes the camera; nothing is delivered afterwards. */
    override fun close()

    /** Hears what the camera delivers, on any thread. */
    public interface Events {
        /** The camera was opened, also after a problem. [stillSize]: upright, where it is known. */
        public fun opened(stillSize: PictureSize?)

        /** A preview frame, `YUV_420_888`. It is not used after the call. */
        public fun frame(frame: CameraFrame)

        /** A preview frame came that cannot be read. */
        public fun frameRefused()

        /** The still that was asked for, `YUV_420_888` or `JPEG`. It is not used after the call. */
        public fun still(frame: CameraFrame)

        /** The still that was asked for could not be taken. */
        public fun stillFailed()

        /** From now on frames are turned otherwise, as when the phone is. */
        public fun turned()

        /** The camera closed, and neither an error nor [close] closed it. */
        public fun takenAway()

        /** The camera cannot be used now. [opened] follows where it can be again. */
        public fun problem(problem: CameraProblem)
    }
}

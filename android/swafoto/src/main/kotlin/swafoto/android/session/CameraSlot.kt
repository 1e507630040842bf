package swafoto.android.session

import android.graphics.ImageFormat
import swafoto.CameraProblem
import swafoto.Event
import swafoto.PictureSize
import swafoto.SelfieFlow
import swafoto.Turn
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.SelfieCamera
import swafoto.android.camera.decodeJpeg
import swafoto.android.camera.yuvPlanes

/** Holds the camera of the screen on show, and tells the flow what it delivers. Main thread, but for what cameras tell. */
internal class CameraSlot(private val flow: FlowCalls) {
    @Volatile private var camera: SelfieCamera? = null

    /** Whether the flow wants a camera open: whichever is here, also one that takes another's place. */
    private var wanted = false

    fun put(camera: SelfieCamera) {
        if (this.camera !== camera) this.camera?.let(::close)
        this.camera = camera
        if (wanted) open()
    }

    /** Takes `which` away, if it is still here. `stays`: another one follows at once. */
    fun remove(which: SelfieCamera?, stays: Boolean = false): Boolean {
        if (which == null || which !== camera) return false
        camera = null
        close(which)
        if (!stays) wanted = false
        return true
    }

    fun removeAny() = remove(camera)

    fun open() {
        wanted = true
        val camera = camera ?: return
        try {
            camera.open(Feed(camera))
        } catch (_: Throwable) {
            flow.tell(Event.Problem(CameraProblem.FAILED))
        }
    }

    fun close() {
        wanted = false
        camera?.let(::close)
    }

    fun takeStill() = try {
        camera?.takeStill() ?: flow.tell(Event.StillFailed)
    } catch (_: Throwable) {
        flow.tell(Event.StillFailed)
    }

    private fun close(camera: SelfieCamera) {
        try {
            camera.close()
        } catch (_: Throwable) {
            // It is let go of all the same.
        }
    }

    /** What one camera tells; nothing of it counts once another has taken its place. */
    private inner class Feed(private val which: SelfieCamera) : SelfieCamera.Events {
        private fun tell(event: Event) {
            if (which === camera) flow.tell(event)
        }

        override fun opened(stillSize: PictureSize?) = tell(Event.Opened(stillSize))

        override fun frameRefused() = tell(Event.FrameRefused)

        override fun stillFailed() = tell(Event.StillFailed)

        override fun turned() = tell(Event.Turned)

        override fun takenAway() = tell(Event.TakenAway)

        override fun problem(problem: CameraProblem) = tell(Event.Problem(problem))

        override fun frame(frame: CameraFrame) {
            if (which === camera) flow.callIfFree(Event.FrameRefused) { flow, now ->
                val image = frame.yuvPlanes()
                flow.frameYuv420(image.y, image.u, image.v, image.format, frame.facts, now)
            }
        }

        override fun still(frame: CameraFrame) {
            if (which !== camera) return
            flow.call { flow, now -> flow.tell(Event.StillTaken, now) }
            flow.call(Event.StillFailed) { flow, now -> flow.judge(frame, now) }
        }
    }
}

private fun SelfieFlow.judge(frame: CameraFrame, now: Long): Turn {
    if (frame.format == ImageFormat.YUV_420_888) {
        val image = frame.yuvPlanes()
        return stillYuv420(image.y, image.u, image.v, image.format, frame.facts, now)
    }
    val pixels = frame.decodeJpeg() ?: return tell(Event.StillFailed, now)
    return stillPacked(pixels.bytes, pixels.format, pixels.facts, now)
}

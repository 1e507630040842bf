package swafoto.android.session

import swafoto.Update
import swafoto.android.SelfieResult
import swafoto.android.camera.CameraPermission
import swafoto.android.camera.CameraProblem

/** What to show now. Exactly one holds at a time. */
public sealed interface SelfieScreen {
    /** Networks and camera are being made ready, or the app is in the background. */
    public data object Preparing : SelfieScreen

    /** The person has to let the app use the camera first. */
    public data class NeedsPermission(val permission: CameraPermission) : SelfieScreen

    /** There is no picture, and why. */
    public data class CameraUnusable(val problem: CameraProblem) : SelfieScreen

    /**
     * The camera runs and the session says what to do. Where [Update.askCovering] is set it also asks whether the person covers
     * their head: show the question beside the guidance, and tell [SelfieController.declareCovering] the answer.
     */
    public data class Live(val guidance: Guidance) : SelfieScreen

    /** It is over. */
    public data class Finished(val result: SelfieResult) : SelfieScreen
}

/**
 * The session's latest word.
 *
 * @property update what the core says.
 * @property frameWidth width of the upright preview frame it was said of, in pixels; 0 before the first frame.
 * @property frameHeight its height in pixels.
 */
public data class Guidance(val update: Update, val frameWidth: Int, val frameHeight: Int)

package swafoto.android.session

import swafoto.Announcement
import swafoto.Haptic
import swafoto.Screen
import swafoto.Shape
import swafoto.Step
import swafoto.android.SelfieResult

/**
 * What to draw now.
 *
 * @property screen all that is shown beside the camera's picture.
 * @property overlay over the camera's picture, in pixels of the view that `Event.LaidOut` told, the first below the others.
 */
public data class Drawing(val screen: Screen, val overlay: List<Shape>)

/** The screen around a [SelfieController]: does once what only a screen can. All on the main thread. */
public interface SelfieOutput {
    /** Says it: by a screen reader where one runs, else aloud where the screen `speaks`. */
    public fun say(announcement: Announcement)

    /** Lets the person feel it. */
    public fun feel(haptic: Haptic)

    /** Has Android ask for the camera, and tells `Event.Permission` the answer. */
    public fun askForCamera()

    /** Opens Android's settings of the app. */
    public fun openSettings()

    /** A scene was left: for the app's statistics. */
    public fun left(step: Step)

    /** It is over, and what had to be read was read. Called once. */
    public fun finished(result: SelfieResult)
}

package swafoto.android.camera

/** Whether the app may use the camera, and what can be done where it may not. */
public enum class CameraPermission {
    /** Not asked yet. */
    UNKNOWN,

    /** It may. */
    GRANTED,

    /** Refused; Android will ask again. */
    DENIED,

    /** Refused for ever: Android asks no more, only its settings help. */
    DENIED_FOR_EVER,

    /** Refused or waved away, and Android does not say which: asking again may do nothing, so settings are offered too. */
    DENIED_UNCLEAR,
    ;

    public companion object {
        /**
         * What an answer to Android's question means.
         *
         * @param granted the answer.
         * @param explainedBefore `shouldShowRequestPermissionRationale` before the question.
         * @param explainAfter the same after it.
         */
        public fun of(granted: Boolean, explainedBefore: Boolean, explainAfter: Boolean): CameraPermission = when {
            granted -> GRANTED
            explainAfter -> DENIED
            // Android said before that it would ask again, and does so no more.
            explainedBefore -> DENIED_FOR_EVER
            else -> DENIED_UNCLEAR
        }
    }
}

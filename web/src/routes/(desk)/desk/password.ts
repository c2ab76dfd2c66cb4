/** The server's own lower bound for desk passwords; said before it has to refuse. */
export const PASSWORD_MIN = 10;

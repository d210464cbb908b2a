import { label } from "../figures/theme/label";

/**
 * An HTML document for any screen.
 *
 * @param parts.head what belongs into the head besides, such as a style sheet; HTML.
 * @param parts.body HTML.
 */
export const htmlDocument = (
  title: string,
  { head, body }: { head: string; body: string },
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${label(title)}</title>
${head}
</head>
<body>
${body}
</body>
</html>
`;

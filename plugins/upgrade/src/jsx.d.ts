// The compiler turns JSX into calls of `react/jsx-runtime`, but the type check of the repository is set to
// the older form and asks for `React` in scope. Not needed any more where tsconfig says `"jsx": "react-jsx"`.
declare const React: typeof import('react');
